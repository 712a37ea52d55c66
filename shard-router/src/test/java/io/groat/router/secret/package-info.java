@NullMarked
package io.groat.router.secret;

import org.jspecify.annotations.NullMarked;
