/** Puts the embed's words among the page's, before it says any of them. */
import { addMessages } from '../../messages/index';
import { en } from './en';
import { ko } from './ko';

addMessages({ en, ko });
