// The camera: codes are read by the browser where it can, else by our decoder. No picture leaves
// the page.
import { readPicture } from "./decode.ts";

/** Shape Detection API (WICG): in no standard library of TypeScript yet. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  static getSupportedFormats(): Promise<string[]>;
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

type ReadFrame = (video: HTMLVideoElement) => Promise<string | undefined>;

async function frameReader(): Promise<ReadFrame> {
  const formats =
    "BarcodeDetector" in globalThis
      ? await BarcodeDetector.getSupportedFormats().catch(() => [] as string[])
      : [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const canvas = document.createElement("canvas");
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context || canvas.width === 0) return undefined;
    context.drawImage(video, 0, 0);
    return readPicture(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

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
  let read: ReadFrame;
  try {
    [stream, read] = await Promise.all([
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }),
      frameReader(),
    ]);
  } catch {
    box.hidden = false;
    failed.hidden = false;
    return;
  }
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
    const code = await read(video).catch(() => undefined);
    if (code) {
      end();
      onCode(code);
    } else await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
