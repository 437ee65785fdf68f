import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Built into Insight's wwwroot, from where the server gives it. 'npm run dev' asks a server that runs on the usual port.
export default defineConfig({
  plugins: [react()],
  build: { outDir: "../JourneyTrace.Insight/wwwroot", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 2000 },
  worker: { format: "es" },
  server: { proxy: { "/v1": "http://127.0.0.1:5080", "/docs": "http://127.0.0.1:5080" } },
});
