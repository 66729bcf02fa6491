import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    // The content security policy allows no data: URLs.
    assetsInlineLimit: 0,
    // One program for all pages: they open at once, and also while the server is away.
    chunkSizeWarningLimit: 700,
    // It would be an inline script's work.
    modulePreload: { polyfill: false },
  },
});
