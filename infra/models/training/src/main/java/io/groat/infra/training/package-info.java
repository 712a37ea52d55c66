/** Commands about payment histories and fraud models, from their arguments to what they print. */
@NullMarked
package io.groat.infra.training;

import org.jspecify.annotations.NullMarked;
