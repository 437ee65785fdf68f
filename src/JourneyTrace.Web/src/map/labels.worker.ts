import { placesOf, type Asked } from "./labels";

// Thought out beside the page, which goes on meanwhile.
self.onmessage = ({ data: { id, shapes, links } }: MessageEvent<Asked>) => self.postMessage({ id, places: placesOf(shapes, links) });
