/** What payment gateways have paid out of what they took for us: their files, and what of ours their rows settle. */
@NullMarked
package io.groat.settlement;

import org.jspecify.annotations.NullMarked;
