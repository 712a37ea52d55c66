/** The calls about cases: money from outside that a person has to decide on. */
@NullMarked
package io.groat.router.casework;

import org.jspecify.annotations.NullMarked;
