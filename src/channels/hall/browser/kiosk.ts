/* Returns a kiosk to its first page when it is idle, and prints where there is a printer.
   ECMAScript 5 apart from the types, like board.ts. */
(function () {
  var kiosk = document.querySelector<HTMLElement>("[data-idle]");
  if (!kiosk) return;
  var home = kiosk.getAttribute("data-home") || "/";
  var idleMillis = Number(kiosk.getAttribute("data-idle")) * 1000;
  var timer = 0;
  function restart() {
    clearTimeout(timer);
    timer = window.setTimeout(function () {
      location.replace(home);
    }, idleMillis);
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
