#!/bin/sh
# Makes the portal's roles, its database and three logins. Run it as root on the database server, once or again.
#
#     deploy/database.sh [--folder /etc/partnerportal] [--database portal]
#
# It acts as the administrator "postgres" and leaves no superuser behind: web, worker and owner (for migrations)
# get a login and a password each, written to web.env, worker.env and owner.env in the folder, mode 0600.
# A second run keeps the passwords; delete a file to get a new one. PGHOST and PGPORT choose another server.
set -eu

main() {
    folder=/etc/partnerportal
    database=portal
    while [ $# -gt 0 ]; do
        case $1 in
            --folder) folder=$2 && shift 2 ;;
            --database) database=$2 && shift 2 ;;
            *) usage ;;
        esac
    done
    case $database in *[!a-z0-9_]*) usage ;; esac
    sql=$(folder_of_this)/../partnerportal/database
    umask 077
    mkdir -p "$folder"

    as_administrator postgres <"$sql/roles.sql"
    exists=$(echo "SELECT 1 FROM pg_database WHERE datname = '$database'" | as_administrator postgres)
    if [ -z "$exists" ]; then
        echo "CREATE DATABASE $database OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8'" |
            as_administrator postgres
    fi
    as_administrator "$database" <"$sql/privileges.sql"
    close_to_others | as_administrator "$database"

    port=$(echo "SHOW port" | as_administrator postgres)
    make_login web && make_login worker && make_login owner
    echo "Fertig: $folder/{web,worker,owner}.env · Done."
}

# Without CONNECT for everybody, another login of this server does not even get in.
close_to_others() {
    echo "REVOKE ALL ON DATABASE $database FROM PUBLIC;"
    echo "GRANT CONNECT ON DATABASE $database TO portal_web, portal_worker, portal_retention, portal_read;"
}

make_login() {
    file=$folder/$1.env
    if [ -s "$file" ]; then
        return
    fi
    password=$(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')
    # Not on a command line and not in the server's log: both can be read by others.
    {
        echo "SET log_statement = 'none'; SET log_min_duration_statement = -1; SET log_min_error_statement = 'panic';"
        echo "SET password_encryption = 'scram-sha-256';"
        echo "ALTER ROLE portal_$1 PASSWORD '$password';"
    } | as_administrator postgres
    echo "PORTAL_DATABASE_URL=postgresql://portal_$1:$password@127.0.0.1:$port/$database" >"$file"
}

# Runs the SQL from standard input and prints bare values.
as_administrator() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1"
    else
        psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1"
    fi
}

folder_of_this() {
    (CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
}

usage() {
    echo "deploy/database.sh [--folder /etc/partnerportal] [--database portal]" >&2
    exit 2
}

main "$@"
