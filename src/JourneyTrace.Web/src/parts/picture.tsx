import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { save } from "../api/client";
import { useTexts } from "../texts";

// What browsers still make a canvas of.
const mostPixels = 8192;

/** Saves a drawing as a picture, twice as large where that is possible, on the page's own ground. */
export async function picture(svg: SVGSVGElement, name: string): Promise<void> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal.width > 0 ? svg.viewBox.baseVal : svg.getBoundingClientRect();
  const scale = Math.min(2, mostPixels / width, mostPixels / height);
  copy.setAttribute("width", String(width * scale));
  copy.setAttribute("height", String(height * scale));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const context = canvas.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  if (!blob) throw new Error("too large for a picture");
  save(blob, `${name}.png`);
}

type Props = { label: string; save: () => Promise<unknown> | undefined; variant?: "default" | "subtle" };

/** The button that saves something as a picture; it turns red where that failed. */
export function PictureButton({ label, save: run, variant = "default" }: Props) {
  const { t } = useTexts();
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <Tooltip label={failed ?? t.png}>
      <ActionIcon
        className="no-print" variant={variant} color={failed ? "red" : variant === "subtle" ? "gray" : undefined} aria-label={`${t.png}: ${label}`}
        onClick={() => void run()?.then(() => setFailed(null), () => setFailed(t.failed))}
      >
        <IconPhoto size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
