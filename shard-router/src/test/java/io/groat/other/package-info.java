@NullMarked
package io.groat.other;

import org.jspecify.annotations.NullMarked;
