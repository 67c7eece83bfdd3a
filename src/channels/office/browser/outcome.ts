// What is asked only with some outcomes is shown once one of them is chosen; what is hidden is not
// sent. Without this script it stands there always, and says with which outcome it counts.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-decide]")) {
  const groups = [...form.querySelectorAll<HTMLFieldSetElement>("fieldset[data-outcomes]")];
  const say = (): void => {
    const chosen = form.querySelector<HTMLInputElement>("[name=outcome]:checked")?.value ?? "";
    for (const group of groups) {
      const applies = (group.dataset.outcomes ?? "").split(" ").includes(chosen);
      group.hidden = !applies;
      group.disabled = !applies;
    }
  };
  for (const legend of form.querySelectorAll<HTMLElement>("[data-only]")) legend.hidden = true;
  form.addEventListener("change", say);
  say();
}
