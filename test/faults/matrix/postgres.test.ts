import { matrix } from '../matrix';
import { strikes } from '../strikes';

matrix('postgres', strikes.postgres);
