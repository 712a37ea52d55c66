@NullMarked
package io.groat.order;

import org.jspecify.annotations.NullMarked;
