@NullMarked
package io.groat.settlement;

import org.jspecify.annotations.NullMarked;
