@NullMarked
package io.groat.web.edge;

import org.jspecify.annotations.NullMarked;
