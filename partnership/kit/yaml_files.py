"""Reading the YAML files of the repository: the law, criteria, frameworks. What people send is read by imports."""

from pathlib import Path
from typing import Any

import yaml

# libyaml reads ten times as fast; a wheel for a rare machine may come without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml_file(path: Path) -> Any:
    """The plain values of a YAML file. Raises OSError or yaml.YAMLError where it cannot be read."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
