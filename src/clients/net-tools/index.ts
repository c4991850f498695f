export { environmentOf } from './environment.ts';
export { containerOf, type Forward } from './machine.ts';
export { MACHINE_FILES, machineFile } from './machine-files.ts';
export { type CommandOutput, joined } from './output.ts';
export { notFound, type ProgramQuestion, runProgram, toolboxOf } from './run-program.ts';
export { type System, simulatedPrograms, type Toolbox } from './toolbox.ts';
