// Every page works without this file. It adds: an error's link puts the cursor into its field; a form with data-autosave
// saves while one types; a form with data-keep loses nothing to a lost connection, an expired session or a refused save.
// Kept words stay in this window (sessionStorage) and go when they are saved, discarded or signed out.

const person = document.body.dataset.person || "";
const lost = "lost" in document.body.dataset;
const PREFIX = "kept:";
const here = location.pathname;

// ---- what is kept ----

const keyOf = (path, form) => `${PREFIX}${person}:${path}#${form.getAttribute("id") || [...document.forms].indexOf(form)}`;

const store = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Full or switched off: only the warning before leaving is left.
    }
  },
  keys: () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)),
};

const inputs = (form) =>
  [...form.elements].filter(
    (input) => input.name && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(input.type),
  );

const valuesOf = (form) => {
  const values = {};
  for (const input of inputs(form)) {
    if (input.type === "checkbox" || input.type === "radio") {
      if (input.checked) (values[input.name] ??= []).push(input.value);
    } else if (input.multiple) {
      values[input.name] = [...input.selectedOptions].map((option) => option.value);
    } else {
      (values[input.name] ??= []).push(input.value);
    }
  }
  return values;
};

const putBack = (form, values) => {
  const seen = {};
  for (const input of inputs(form)) {
    const kept = values[input.name] || [];
    if (input.type === "checkbox" || input.type === "radio") {
      input.checked = kept.includes(input.value);
    } else if (input.multiple) {
      for (const option of input.options) option.selected = kept.includes(option.value);
    } else {
      seen[input.name] = (seen[input.name] ?? -1) + 1;
      if (kept[seen[input.name]] !== undefined) input.value = kept[seen[input.name]];
    }
  }
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// A copy that was sent is dropped once the page that answers is not an error, the sign-in page or the same form.
const forget = () => {
  const from = document.referrer.startsWith(`${location.origin}/`) ? new URL(document.referrer).pathname : "";
  const refused = document.querySelector(".govuk-error-summary");
  for (const key of store.keys()) {
    if (!person || lost) return;
    const mine = key.startsWith(`${PREFIX}${person}:`);
    const copy = store.read(key);
    if (!mine || !copy || (copy.sent && copy.path === from && !(refused && copy.path === here))) {
      sessionStorage.removeItem(key);
    }
  }
};

const offer = (form, key, copy, changed) => {
  const box = document.createElement("div");
  box.className = "app-offer";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "app-small";
  words.textContent = `At ${copy.at} you typed something here that was not saved.`;
  const buttons = document.createElement("div");
  buttons.className = "app-buttons";
  const add = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      box.remove();
      (inputs(form)[0] || form).focus();
    });
    buttons.append(button);
  };
  add("Put it back", () => {
    putBack(form, copy.values);
    changed();
  });
  add("Discard it", () => sessionStorage.removeItem(key));
  box.append(words, buttons);
  form.before(box);
};

const keep = (form) => {
  const key = keyOf(here, form);
  let before = valuesOf(form);
  let leaving = false;
  let timer;
  const state = {
    isDirty: () => !same(before, valuesOf(form)),
    saved(values) {
      before = values;
      if (!state.isDirty()) sessionStorage.removeItem(key);
    },
    write(sent) {
      clearTimeout(timer);
      store.write(key, { path: here, at: clock(), values: valuesOf(form), sent });
    },
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (state.isDirty() ? state.write(false) : sessionStorage.removeItem(key)), 300);
  };
  const copy = store.read(key);
  if (copy && !same(copy.values, before)) offer(form, key, copy, changed);
  else if (copy) state.write(false);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    leaving = true;
    state.write(true);
  });
  addEventListener("pageshow", () => (leaving = false));
  addEventListener("beforeunload", (event) => {
    if (!leaving && state.isDirty()) {
      state.write(false);
      event.preventDefault();
    }
  });
  return state;
};

// ---- saving as one types ----

const autosave = (form, kept) => {
  const note = form.querySelector("[data-saved]") || document.createElement("span");
  let timer;
  let busy = false;
  let stopped = false;
  let wait = 0;
  const say = (words, failed) => {
    if (note.textContent !== words) note.textContent = words;
    note.classList.toggle("app-saved--failed", Boolean(failed));
  };
  const later = (seconds) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, seconds * 1000);
  };
  const stop = (words) => {
    stopped = true;
    kept.write(false);
    say(words, true);
  };
  const save = async () => {
    if (busy || !kept.isDirty()) return;
    busy = true;
    const values = valuesOf(form);
    let answer;
    let data = {};
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      if ((answer.headers.get("Content-Type") || "").includes("json")) data = await answer.json();
    } catch {
      answer = null;
    }
    busy = false;
    if (answer?.ok) {
      wait = 0;
      if (data.version !== undefined && form.elements.version) form.elements.version.value = data.version;
      // What else the save changed on the page, drawn by the server: id and its new inside.
      for (const [id, inside] of Object.entries(data.parts || {})) {
        const place = document.getElementById(id);
        if (place && place.innerHTML !== inside) place.innerHTML = inside;
      }
      kept.saved(values);
      say(`saved ${data.saved || clock()}`);
      if (kept.isDirty()) later(1);
    } else if (!answer || answer.status >= 500 || answer.status === 429) {
      kept.write(false);
      wait = Math.min(wait * 2 || 5, 60);
      say("not saved yet: no answer. Trying again", true);
      later(wait);
    } else if (answer.type === "opaqueredirect" || answer.status === 401) {
      stop("not saved: you are signed out. Sign in, then come back: your words are kept in this window");
    } else {
      stop(`not saved: ${data.message || "press Save to see why"}`);
    }
  };
  form.addEventListener("input", () => later(wait || 1.5));
  form.addEventListener("change", () => later(wait || 0.3));
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  addEventListener("online", () => later(0));
};

// ---- start ----

forget();
for (const form of document.querySelectorAll("form[data-keep], form[data-autosave]")) {
  const kept = keep(form);
  if (form.dataset.autosave) autosave(form, kept);
}

// Signing out takes the kept words along.
for (const button of document.querySelectorAll("[data-sign-out]")) {
  button.form.addEventListener("submit", () => store.keys().forEach((key) => sessionStorage.removeItem(key)));
}

// Printing needs a script; without one the browser's own menu prints the same sheet.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const summary = document.querySelector("[data-focus]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const target = event.target.closest("a")?.hash;
    const input = target && document.getElementById(target.slice(1));
    if (!input) return;
    event.preventDefault();
    (input.closest(".govuk-form-group") || input).scrollIntoView();
    input.focus({ preventScroll: true });
  });
}
