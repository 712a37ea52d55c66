/** Cases: money from outside that a person has to decide on. */
@NullMarked
package io.groat.casework;

import org.jspecify.annotations.NullMarked;
