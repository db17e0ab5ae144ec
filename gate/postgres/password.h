// A password nobody can guess, for a server that lives for seconds.
#pragma once

#include <string>

namespace gate {

// 32 characters that need no quoting in SQL, URLs, pgpass files or a shell; 160 bits from the
// kernel (getrandom(2)).
std::string random_password();

}  // namespace gate
