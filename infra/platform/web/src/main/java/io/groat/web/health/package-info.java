/** Which service this is and whether it can work. */
@NullMarked
package io.groat.web.health;

import org.jspecify.annotations.NullMarked;
