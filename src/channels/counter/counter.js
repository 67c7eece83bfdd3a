// What a screen of the counter does by itself. Without this the server closes a file that nobody touches all
// the same, and every page of a closed one is refused.
const noCache = { headers: { accept: "application/json" }, cache: "no-store" };

/** The operator's screen goes on when the person has confirmed on the other one. */
const watched = document.querySelector("[data-watch]");
const look = async () => {
  const answer = await fetch(watched.dataset.watch, noCache);
  const { path } = answer.ok ? await answer.json() : {};
  if (path) location.assign(path);
};
if (watched) setInterval(() => look().catch(() => {}), 1500);

const client = document.querySelector("[data-visit]");
const leave = () => location.replace("/counter");

/** Typing is work: it keeps the file open. A minute before it closes, that is said. */
function keep({ here, idle }) {
  const most = Number(idle) * 1000;
  const warning = client.querySelector("[data-closing]");
  let told = Date.now();
  let due;
  const check = () => {
    const left = told + most - Date.now();
    warning.hidden = left > 60_000;
    if (left < -5000) leave();
    clearTimeout(due);
    due = setTimeout(check, Math.max(1000, left > 60_000 ? left - 60_000 : left + 6000));
  };
  const touch = () => {
    if (Date.now() - told < Math.min(30_000, most / 4)) return;
    told = Date.now();
    check();
    fetch(here, { ...noCache, redirect: "manual" }).then(
      ({ status }) => status !== 204 && leave(),
      () => {},
    );
  };
  for (const act of ["keydown", "pointerdown", "input"]) addEventListener(act, touch, true);
  document.addEventListener("visibilitychange", check);
  check();
}

/** Other tabs of this browser: where another client is open now, or none, nothing of this one stays. */
function followOthers({ visit }) {
  const tabs = new BroadcastChannel("hamwe-client");
  tabs.onmessage = ({ data }) => visit !== "" && data !== visit && leave();
  tabs.postMessage(visit);
}

if (client) {
  if (client.dataset.visit !== "") keep(client.dataset);
  followOthers(client.dataset);
  // Going back shows no page out of memory: each is asked for again.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}
