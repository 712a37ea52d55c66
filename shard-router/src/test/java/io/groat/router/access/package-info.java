@NullMarked
package io.groat.router.access;

import org.jspecify.annotations.NullMarked;
