/** What the page and the embed look like. Later sheets rely on earlier ones. */
import './tokens.css';
import './base.css';
import './frame.css';
import './controls.css';
import './results.css';
import './charts.css';
import './said.css';
import './interleaving.css';
import './lab.css';
import './tables.css';
import './code.css';
import './print.css';
import './forced-colours.css';
