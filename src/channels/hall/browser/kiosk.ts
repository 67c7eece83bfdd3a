/* Returns a kiosk to its first page when it is idle, and prints where there is a printer.
   ECMAScript 5 apart from the types, like board.ts. */
(function () {
  var kiosk = document.querySelector<HTMLElement>("[data-idle]");
  if (!kiosk) return;
  var home = kiosk.getAttribute("data-home") || "/";
  var idleMillis = Number(kiosk.getAttribute("data-idle")) * 1000;
  var timer = 0;
  var asked: XMLHttpRequest | null = null;
  function goHome() {
    if (!kiosk || !kiosk.hasAttribute("data-checks")) return location.replace(home);
    var request = new XMLHttpRequest();
    asked = request;
    request.open("GET", home);
    request.onload = function () {
      if (asked !== request) return;
      if (request.status < 500) location.replace(home);
      else restart();
    };
    request.onerror = restart;
    request.send();
  }
  function restart() {
    asked = null;
    clearTimeout(timer);
    timer = window.setTimeout(goHome, idleMillis);
  }
  ["pointerdown", "touchstart", "keydown", "input", "scroll"].forEach(function (type) {
    window.addEventListener(type, restart);
  });
  restart();
  var print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () {
      window.print();
    });
    if (kiosk.hasAttribute("data-print")) window.print();
  }
})();
