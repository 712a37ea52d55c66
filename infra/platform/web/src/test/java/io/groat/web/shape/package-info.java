@NullMarked
package io.groat.web.shape;

import org.jspecify.annotations.NullMarked;
