@NullMarked
package io.groat.web.access;

import org.jspecify.annotations.NullMarked;
