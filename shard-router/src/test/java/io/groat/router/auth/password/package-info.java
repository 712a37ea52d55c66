@NullMarked
package io.groat.router.auth.password;

import org.jspecify.annotations.NullMarked;
