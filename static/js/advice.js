// While an action is typed: what could be clearer is said under its field. Without this file the same is said once, when
// the form is sent. The rules live on the server alone; nothing typed is kept there.

const WAIT = 700;

const groupOf = (form, name) => {
  const input = form.elements[name] || form.elements[`${name}_day`];
  return (input?.length && !input.tagName ? input[0] : input)?.closest(".govuk-form-group");
};

const placeFor = (form, name) => {
  const group = groupOf(form, name);
  if (!group) return null;
  let place = group.querySelector(".app-advice");
  if (!place) {
    place = document.createElement("div");
    place.className = "app-advice";
    (group.querySelector("fieldset") || group).append(place);
  }
  place.setAttribute("role", "status");
  return place;
};

const show = (place, sentences) => {
  const before = [...place.children].map((line) => line.textContent);
  if (before.join("\n") === sentences.join("\n")) return;
  place.replaceChildren(
    ...sentences.map((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      return line;
    }),
  );
};

const advise = (form) => {
  const names = ["what", "measure", "due_on", "holder"].filter((name) => groupOf(form, name));
  const places = Object.fromEntries(names.map((name) => [name, placeFor(form, name)]));
  const groups = names.map((name) => groupOf(form, name));
  let reached = -1; // nothing is said of a field that nobody has come to yet
  let timer;
  let asked = 0;

  const ask = async () => {
    const turn = ++asked;
    let answer;
    try {
      const sent = await fetch(form.dataset.advice, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      if (!sent.ok) return;
      answer = await sent.json();
    } catch {
      return; // no line: the advice is given when the form is sent
    }
    if (turn !== asked) return;
    const said = answer.advice.filter((one) => names.indexOf(one.field) <= reached && places[one.field]);
    for (const name of names) show(places[name], said.filter((one) => one.field === name).map((one) => one.words));
    if (form.elements.advice_seen) form.elements.advice_seen.value = said.map((one) => `${one.field}:${one.key}`).join(" ");
  };

  const moved = (event) => {
    const at = groups.findIndex((group) => group.contains(event.target));
    if (at < 0) return;
    reached = Math.max(reached, at);
    clearTimeout(timer);
    timer = setTimeout(ask, event.type === "input" ? WAIT : 100);
  };
  form.addEventListener("input", moved);
  form.addEventListener("change", moved);
};

for (const form of document.querySelectorAll("form[data-advice]")) advise(form);
