/** Money from outside in a drill: payers and payouts at the sandbox gateway, and the proof that it and the books agree. */
@NullMarked
package io.groat.infra.drill.outside;

import org.jspecify.annotations.NullMarked;
