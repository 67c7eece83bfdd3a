/** Shows the colours again while they are typed, as the button for it does. */
const present = document.querySelector<HTMLElement>("[data-look]");
const form = present?.closest("form");
let asking: AbortController | undefined;

form?.addEventListener("input", async () => {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const shown = document.querySelector<HTMLElement>("[data-look]");
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  try {
    const answer = await fetch(shown?.dataset.look ?? "", { method: "POST", body, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-look]");
    if (next) shown?.replaceChildren(...next.childNodes);
  } catch {
    // A newer one is asked for, or there is no network: the button stays.
  }
});
