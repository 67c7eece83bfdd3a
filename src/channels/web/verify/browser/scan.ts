// The scanner of the page, where the browser can read codes by itself. Pictures stay in this page.

/** Shape Detection API (WICG): in no standard library of TypeScript yet. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

export const canScan = (): boolean =>
  "BarcodeDetector" in globalThis && "mediaDevices" in navigator;

function inBox<Kind extends HTMLElement>(box: HTMLElement, selector: string): Kind {
  const element = box.querySelector<Kind>(selector);
  if (!element) throw new Error(`the camera has no ${selector}`);
  return element;
}

/** Shows the camera in `box` until a code is read, the person stops it, or there is no camera. */
export async function scan(box: HTMLElement, onCode: (text: string) => void): Promise<void> {
  const video = inBox<HTMLVideoElement>(box, "video");
  const stop = inBox(box, "button");
  const failed = inBox(box, "[data-failed]");
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    box.hidden = false;
    failed.hidden = false;
    return;
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const end = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
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
      onCode(code.rawValue);
    } else await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
