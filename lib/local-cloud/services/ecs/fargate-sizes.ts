/** CPU units → the memory (MiB) that Fargate offers with them: Amazon ECS developer guide, "Task CPU and memory". */
const MEMORY: Readonly<Record<string, { from: number; to: number; step: number }>> = {
  256: { from: 512, to: 2048, step: 512 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16384, step: 1024 },
  4096: { from: 8192, to: 30720, step: 1024 },
  8192: { from: 16384, to: 61440, step: 4096 },
  16384: { from: 32768, to: 122880, step: 8192 },
};

/** Whether Fargate has tasks of this size; 256 units have 512, 1024 and 2048 MiB only. */
export function isFargateSize(cpu: string, memory: string): boolean {
  const range = MEMORY[cpu];
  const mebibytes = Number(memory);
  if (range === undefined || !Number.isInteger(mebibytes)) return false;
  if (cpu === '256' && mebibytes === 1536) return false;
  return mebibytes >= range.from && mebibytes <= range.to && (mebibytes - range.from) % range.step === 0;
}
