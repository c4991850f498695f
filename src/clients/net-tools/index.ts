export { environmentOf } from './environment.ts';
export { machineFile, MACHINE_FILES } from './machine-files.ts';
export { containerOf, fromOf } from './machine.ts';
export { type CommandOutput, joined } from './output.ts';
export { notFound, type ProgramQuestion, runProgram, toolboxOf } from './run-program.ts';
export { simulatedPrograms, type System, type Toolbox } from './toolbox.ts';
