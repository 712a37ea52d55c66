@NullMarked
package io.groat.router.auth.secret;

import org.jspecify.annotations.NullMarked;
