// All that scripts do here; every page works without them.
document.querySelector("[data-error-summary]")?.focus();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset") ?? field.closest(".govuk-form-group") ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-once")) return;
  if (event.timeStamp - (sent.get(event.target) ?? Number.NEGATIVE_INFINITY) < 1000)
    event.preventDefault();
  else sent.set(event.target, event.timeStamp);
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const input of document.querySelectorAll("[data-suggest]")) {
  const names = document.createElement("datalist");
  names.id = `${input.id}-names`;
  input.after(names);
  input.setAttribute("list", names.id);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = input.value.trim();
    if (typed.length < 2) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${input.dataset.suggest}&q=${encodeURIComponent(typed)}`);
      if (!answer.ok || input.value.trim() !== typed) return;
      names.replaceChildren(...(await answer.json()).map((name) => new Option(name, name)));
    }, 150);
  });
}
