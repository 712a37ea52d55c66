@NullMarked
package io.groat.casework;

import org.jspecify.annotations.NullMarked;
