@NullMarked
package io.groat.router.auth.token;

import org.jspecify.annotations.NullMarked;
