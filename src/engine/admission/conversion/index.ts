export { convert, convertedProblem, isConvertedWorkload } from './convert.ts';
