/** What is asked before money moves, and what becomes of money that is held. */
@NullMarked
package io.groat.router.risk;

import org.jspecify.annotations.NullMarked;
