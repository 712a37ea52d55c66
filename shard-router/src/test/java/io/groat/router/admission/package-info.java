/** Admission under load. */
@NullMarked
package io.groat.router.admission;

import org.jspecify.annotations.NullMarked;
