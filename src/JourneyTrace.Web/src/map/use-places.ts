import { useEffect, useRef, useState } from "react";
import type { Answered, Asked, Shape } from "./labels";
import type { Placed } from "./layout";
import type { Point } from "./way";

const nowhere: ReadonlyMap<string, Point> = new Map();

/** Where the figures of arrows stand, as soon as it is known. */
export function usePlaces(shapes: readonly Shape[], placed: Placed): ReadonlyMap<string, Point> {
  const worker = useRef<Worker>(null);
  const asked = useRef(0);
  const [places, setPlaces] = useState({ placed, found: nowhere });
  useEffect(() => {
    const own = (worker.current = new Worker(new URL("./labels.worker.ts", import.meta.url), { type: "module" }));
    return () => own.terminate();
  }, []);
  useEffect(() => {
    const own = worker.current!;
    const id = ++asked.current;
    const take = ({ data }: MessageEvent<Answered>) => data.id === id && setPlaces({ placed, found: data.places });
    own.addEventListener("message", take);
    own.postMessage({ id, shapes: shapes.map(({ id: arrow, points, label }) => ({ id: arrow, points, label })), links: [...placed.nodes.values()] } satisfies Asked);
    return () => own.removeEventListener("message", take);
  }, [shapes, placed]);
  return places.placed === placed ? places.found : nowhere;
}
