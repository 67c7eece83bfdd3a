// What is asked only with some outcomes is shown once one of them is chosen; what is hidden is not
// sent. Without this script it stands there always, and says with which outcome it counts. The box
// for words says who reads them.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-decide]")) {
  const groups = [...form.querySelectorAll<HTMLFieldSetElement>("fieldset[data-outcomes]")];
  const box = form.querySelector<HTMLElement>("[data-wordings]");
  const wordings = JSON.parse(box?.dataset.wordings ?? "{}") as Partial<
    Record<string, { readonly label: string; readonly hint: string }>
  >;
  const say = (): void => {
    const chosen = form.querySelector<HTMLInputElement>("[name=outcome]:checked")?.value ?? "";
    for (const group of groups) {
      const applies = (group.dataset.outcomes ?? "").split(" ").includes(chosen);
      group.hidden = !applies;
      group.disabled = !applies;
    }
    const wording = wordings[chosen];
    const [label, hint] = ["label", ".govuk-hint"].map((each) =>
      box?.querySelector<HTMLElement>(each),
    );
    if (wording && label) label.textContent = wording.label;
    if (wording && hint) hint.textContent = wording.hint;
    // Who would read the words of each outcome is long; with an outcome, it is one of them.
    if (hint) hint.hidden = !wording;
  };
  for (const legend of form.querySelectorAll<HTMLElement>("[data-only]")) legend.hidden = true;
  form.addEventListener("change", say);
  say();
}

// The work beside a file is as high as the window under what stands above it, so that its foot with
// the buttons is in sight before anybody scrolls.
const work = document.querySelector<HTMLElement>(".of-case__do");
const file = document.querySelector<HTMLElement>(".of-case");
if (work && file) {
  const fit = (): void => {
    const above = Math.max(0, file.getBoundingClientRect().top);
    work.style.setProperty("--of-above", `${above}px`);
  };
  addEventListener("scroll", fit, { passive: true });
  new ResizeObserver(fit).observe(document.body);
  fit();
}
