import { matrix } from '../matrix';
import { strikes } from '../strikes';

matrix('temporal', strikes.temporal);
