//! Records whose fields are changed one by one: the record, the fields with a value, and their names come from one list.

/// A record, the enum of its fields with values, and the enum of their names.
macro_rules! fielded {
    (
        $(#[$record_doc:meta])* record $record:ident { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)* }
        $(#[$field_doc:meta])* field $field:ident;
        $(#[$name_doc:meta])* name $name:ident;
        $($(#[$doc:meta])* $variant:ident $member:ident: $type:ty,)*
    ) => {
        $(#[$record_doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $record {
            $($(#[$own_doc])* pub $own: $own_type,)*
            $(
                $(#[$doc])*
                #[serde(default, skip_serializing_if = "super::is_default")]
                pub $member: $type,
            )*
        }

        $(#[$field_doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $field {
            $($(#[$doc])* $variant($type),)*
        }

        $(#[$name_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// Every field, in the order of the record.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in files, the API and the wording.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => stringify!($member),)* }
            }
        }

        impl $field {
            /// Which field it is.
            #[must_use]
            pub const fn name(&self) -> $name {
                match self { $(Self::$variant(_) => $name::$variant,)* }
            }
        }

        impl $record {
            /// The value of a field.
            #[must_use]
            pub fn field(&self, name: $name) -> $field {
                match name { $($name::$variant => $field::$variant(self.$member.clone()),)* }
            }

            /// Gives a field a value.
            pub fn set(&mut self, field: $field) {
                match field { $($field::$variant(value) => self.$member = value,)* }
            }

            /// The fields of this record that differ from another's.
            #[must_use]
            pub fn differing(&self, other: &Self) -> Vec<$field> {
                let mut fields = Vec::new();
                $(if self.$member != other.$member {
                    fields.push($field::$variant(self.$member.clone()));
                })*
                fields
            }
        }
    };
}
pub(crate) use fielded;
