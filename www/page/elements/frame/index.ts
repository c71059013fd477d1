/**
 * The elements around what is looked at, defined by being imported; and those that demos and
 * programs share.
 */
import { define } from '../define';
import { PpFailure } from '../demo/pp-failure';
import { PpBadge } from './pp-badge';
import { PpCopy } from './pp-copy';
import { PpIsolation } from './pp-isolation';
import { PpNotices } from './pp-notices';

define(PpBadge, PpCopy, PpFailure, PpIsolation, PpNotices);
