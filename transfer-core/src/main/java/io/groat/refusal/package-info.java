/** Why a request is turned down: one enum, in the order the rules are checked. */
@NullMarked
package io.groat.refusal;

import org.jspecify.annotations.NullMarked;
