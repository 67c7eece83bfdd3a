// The page's own scanner, where the browser can read codes by itself. Pictures stay in this page.

export const canScan = () => "BarcodeDetector" in globalThis && "mediaDevices" in navigator;

/** Shows the camera in `box` until a code is found, the person stops it, or it cannot be had. */
export async function scan(box, found) {
  const [video, stop, failed] = ["video", "button", "[data-failed]"].map((name) =>
    box.querySelector(name),
  );
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    box.hidden = false;
    failed.hidden = false;
    return;
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    stream = undefined;
    box.hidden = true;
  };
  stop.addEventListener("click", end, { once: true });
  failed.hidden = true;
  box.hidden = false;
  video.srcObject = stream;
  await video.play();
  while (stream) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      end();
      found(code.rawValue);
    } else await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
