import type { PDFDocumentProxy } from "pdfjs-dist";

/** Reads a packet. The reader is large and comes only when a packet is looked at. */
export async function readPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
  const [pdfjs, worker] = await Promise.all([
    import("pdfjs-dist/legacy/build/pdf.mjs"),
    import("pdfjs-dist/legacy/build/pdf.worker.mjs?url"),
  ]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  // The window's security policy allows no WebAssembly; this version of the reader has no eval.
  return pdfjs.getDocument({ data: new Uint8Array(bytes), useWasm: false }).promise;
}
