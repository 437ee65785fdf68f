declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

/** What the server put into this page, and into its policy: styles that bear it are ours. */
export const styleNonce = document.querySelector<HTMLMetaElement>("meta[name=style-nonce]")?.content ?? "";

// Where libraries look for it.
window.__webpack_nonce__ = styleNonce;
