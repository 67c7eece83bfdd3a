// The script of every page. Nothing depends on it: every page works without JavaScript.
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset") ?? field.closest(".govuk-form-group") ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

/** When each form with a `data-once` button was last sent, to ignore a double click. */
const sentAt = new WeakMap<EventTarget, number>();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form || !event.submitter?.hasAttribute("data-once")) return;
  if (event.timeStamp - (sentAt.get(form) ?? Number.NEGATIVE_INFINITY) < 1000)
    event.preventDefault();
  else sentAt.set(form, event.timeStamp);
});

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const input of document.querySelectorAll<HTMLInputElement>("[data-suggest]")) {
  const names = document.createElement("datalist");
  names.id = `${input.id}-names`;
  input.after(names);
  input.setAttribute("list", names.id);
  let timer: ReturnType<typeof setTimeout>;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < 2) return;
    timer = setTimeout(async () => {
      const response = await fetch(`${input.dataset.suggest}&q=${encodeURIComponent(typed)}`);
      if (!response.ok || input.value.trim() !== typed) return;
      const suggested: string[] = await response.json();
      names.replaceChildren(...suggested.map((name) => new Option(name, name)));
    }, 150);
  });
}
