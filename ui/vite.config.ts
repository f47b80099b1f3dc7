import { defineConfig } from 'vite'

// Two entries with hashed names; manifest.json tells the server what they are called.
export default defineConfig({
  base: '/assets/',
  css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: 90 << 16, safari: 14 << 16, firefox: 90 << 16 } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsDir: '',
    assetsInlineLimit: 0,
    target: 'es2020',
    cssMinify: 'lightningcss',
    modulePreload: false,
    rollupOptions: { input: { site: 'src/site.ts', styles: 'src/styles.css' } },
  },
})
