import { NotModelled, SetupError } from '../../../engine/model/index.ts';
import { notFound, simulatedPrograms, toolboxOf } from '../../net-tools/index.ts';
import { isInstallable } from '../installed.ts';
import type { Program, ProgramCall, ProgramResult, Surroundings } from '../programs.ts';
import { reasonOf } from '../results.ts';
import { kubectl } from './kubectl.ts';
import { minikube } from './minikube.ts';
import { netTools } from './net-tools.ts';
import { docker, iptablesSave, ssh } from './ssh.ts';
import { personalReason, strangerReason } from './strangers.ts';

/** What an administrator's machine has beside what every image may have. */
const OF_MACHINES: Readonly<Record<string, Program>> = {
  kubectl,
  minikube,
  ssh,
  docker,
  'iptables-save': iptablesSave,
};

export const machinePrograms: readonly string[] = Object.keys(OF_MACHINES);

type Outcomes = readonly [ProgramResult, ...(readonly ProgramResult[])];

/** Runs a program; what is not modelled is told in the result, and taken for done. */
export async function runProgramOf(call: ProgramCall, surroundings: Surroundings): Promise<Outcomes> {
  try {
    return await programOf(call)(call, surroundings);
  } catch (error) {
    if (error instanceof SetupError) return [{ stdout: '', stderr: '', status: 0, notModelled: reasonOf(error) }];
    throw error;
  }
}

function programOf({ argv: [name = ''], place }: ProgramCall): Program {
  const skipped = personalReason(name);
  if (skipped !== undefined) return async () => [{ stdout: '', stderr: '', status: 0, skipped: `${name}: ${skipped}` }];
  if (place.kind === 'pod') return ofContainer;
  if (Object.hasOwn(OF_MACHINES, name)) return OF_MACHINES[name] ?? netTools;
  const reason = strangerReason(name);
  if (reason === undefined) return netTools;
  return async ({ argv }) => {
    throw new NotModelled(`"${argv.join(' ')}" is not modelled: ${reason}`);
  };
}

/** A program that its image is known not to have is not found. */
const ofContainer: Program = async (call, surroundings) => {
  const [name = ''] = call.argv;
  const box = toolboxOf(surroundings.clientOf(call.place));
  if (!box.isWhole || !isInstallable(name) || simulatedPrograms.includes(name)) return netTools(call, surroundings);
  return [{ stdout: '', stderr: notFound(box, name), status: 127 }];
};
